"""The peer's side of `peer.py`: run by the peer's own Python, which knows nothing of Entraide.

It reads one JSON object a line, `{"left": SIDE, "right": SIDE}`, and writes one number a line.
A side is
`{"schema": "Person", "properties": {"name": ["..."], "birthDate": ["..."]}}`.
"""

import itertools
import json
import sys
import time
from typing import Any

from followthemoney import model
from nomenklatura.matching import ScoringConfig, get_algorithm

_ids = itertools.count()


def entity(side: dict[str, Any]) -> Any:
    """An entity under an id never used before: logic-v2 keeps analysed names by id only."""
    made = model.make_entity(side["schema"])
    made.id = f"e{next(_ids)}"
    for name, values in side["properties"].items():
        made.add(name, values, fuzzy=True)
    return made


def main() -> None:
    """Answers until the pipe is closed; `{"time": N}` asks what the last N pairs cost.

    That is the processor seconds of one comparison, for the first time and again.
    """
    algorithm, config = get_algorithm("logic-v2"), ScoringConfig.defaults()
    warm = {"schema": "Person", "properties": {"name": ["Ana Testova"]}}
    algorithm.compare(entity(warm), entity(warm), config)
    kept, fresh = [], []
    for line in sys.stdin:
        asked = json.loads(line)
        if "time" in asked:
            count = asked["time"]
            begun = time.process_time()
            for left, right in kept[-count:]:
                algorithm.compare(left, right, config)
            again = time.process_time() - begun
            print(json.dumps([sum(fresh[-count:]) / count, again / count]), flush=True)
            continue
        pair = entity(asked["left"]), entity(asked["right"])
        begun = time.process_time()
        score = algorithm.compare(*pair, config).score
        fresh.append(time.process_time() - begun)
        kept = [*kept[-1999:], pair]
        print(score, flush=True)


if __name__ == "__main__":
    main()
