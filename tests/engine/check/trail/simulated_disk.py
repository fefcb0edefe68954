"""A disk in memory that forgets what was not synced, tears writes, is full, or fails.

What a machine's disk holds after a loss of power is one of many states: of what was written since
the last sync any sector may be there or not, and of the names given or taken since the folder was
synced any may be missing. `after_crash` draws one of these states.
"""

import errno
import random
from pathlib import Path

SECTOR = 512


class PowerLoss(BaseException):
    """The machine stops here."""


class _File:
    def __init__(self, content=b""):
        self.content = bytearray(content)  # as programs see it
        self.durable = bytearray(content)  # as the platter has it
        self.pending = []  # (offset, data) written since the last sync

    def put(self, offset, data):
        if len(self.content) < offset + len(data):
            self.content.extend(bytes(offset + len(data) - len(self.content)))
        self.content[offset : offset + len(data)] = data
        self.pending.append((offset, bytes(data)))

    def after_crash(self, draw):
        kept = bytearray(self.durable)
        for offset, data in self.pending:
            for start in range(0, len(data), SECTOR):
                piece = data[start : start + SECTOR]
                if draw.length():
                    missing = offset + start + len(piece) - len(kept)
                    kept.extend(bytes(max(0, missing)))
                if draw.sector() and len(kept) >= offset + start:
                    kept[offset + start : offset + start + len(piece)] = piece
        return _File(kept)


class Draw:
    """Which of the many states after a crash: "none" and "all" of what was not synced, or some."""

    def __init__(self, manner, seed=0):
        self._manner = manner
        self._random = random.Random(seed)

    def _some(self):
        if self._manner == "some":
            return self._random.random() < 0.5
        return self._manner == "all"

    sector = length = name = _some


class SimulatedDisk:
    """See the module. `lose_power_at` is the number of the operation that does not happen."""

    def __init__(self, lose_power_at=None):
        self.operations = 0
        self.lose_power_at = lose_power_at
        self.room = None  # bytes left, None for plenty
        self.failing_syncs = 0  # how many syncs from now on fail
        self._folders = {}  # folder → name → file
        self._durable = {}
        self._handles = {}
        self._claimed = {}
        self._next = 3

    def after_crash(self, draw):
        """The disk as the next start of the machine finds it."""
        disk = SimulatedDisk()
        files = {}

        def survivor(file):
            if id(file) not in files:
                files[id(file)] = file.after_crash(draw)
            return files[id(file)]

        for folder, seen in self._folders.items():
            durable = self._durable[folder]
            names = {}
            for name in sorted({*seen, *durable}):
                before, now = durable.get(name), seen.get(name)
                file = now if now is before or draw.name() else before
                if file is not None:
                    names[name] = survivor(file)
            disk._folders[folder] = names
            disk._durable[folder] = dict(names)
        return disk

    def after_kill(self):
        """The same disk, when only the process died: all is seen, nothing more is synced."""
        self._handles, self._claimed = {}, {}
        self.lose_power_at = self.room = None
        self.failing_syncs = 0
        return self

    def flip(self, path, place, mask=1):
        """Changes a byte behind everybody's back."""
        file = self._file(path)
        for content in (file.content, file.durable):
            content[place] ^= mask

    def replace(self, path, content):
        """Puts a file there behind everybody's back; takes it away if None."""
        for names in (self._folders, self._durable):
            if content is None:
                names[path.parent].pop(path.name, None)
            else:
                names.setdefault(path.parent, {})[path.name] = _File(content)

    def _step(self):
        self.operations += 1
        if self.operations == self.lose_power_at:
            raise PowerLoss

    def _file(self, path):
        try:
            return self._folders[path.parent][path.name]
        except KeyError:
            raise FileNotFoundError(errno.ENOENT, "no such file", str(path)) from None

    def _open(self, file):
        self._next += 1
        self._handles[self._next] = file
        return self._next

    def _need_room(self, size):
        if self.room is not None:
            if self.room < size:
                raise OSError(errno.ENOSPC, "no room")
            self.room -= size

    def make_folder(self, folder):
        self._step()
        while folder not in self._folders:
            self._folders[folder], self._durable[folder] = {}, {}
            folder = folder.parent

    def names(self, folder):
        inside = {path.name for path in self._folders if path.parent == folder and path != folder}
        return sorted({*self._folders.get(folder, {}), *inside})

    def read(self, path, start=0, size=-1):
        content = bytes(self._file(path).content[start:])
        return content if size < 0 else content[:size]

    def create(self, path):
        self._step()
        if path.name in self._folders[path.parent]:
            raise FileExistsError(errno.EEXIST, "exists", str(path))
        self._need_room(1)
        file = self._folders[path.parent][path.name] = _File()
        return self._open(file)

    def append_to(self, path):
        return self._open(self._file(path))

    def write(self, handle, data):
        self._step()
        file = self._handles[handle]
        if self.room is not None:
            data = data[: max(0, self.room)]
            if not data:
                raise OSError(errno.ENOSPC, "no room")
            self.room -= len(data)
        file.put(len(file.content), data)
        return len(data)

    def sync(self, handle):
        self._step()
        self._sync(self._handles[handle])

    def _sync(self, file):
        if self.failing_syncs:
            # As Linux does it: the error is told once, and what was not written counts as written.
            self.failing_syncs -= 1
            file.pending = []
            raise OSError(errno.EIO, "the disk failed")
        for offset, data in file.pending:
            file.durable.extend(bytes(max(0, offset + len(data) - len(file.durable))))
            file.durable[offset : offset + len(data)] = data
        file.pending = []

    def close(self, handle):
        self._handles.pop(handle)
        self._claimed = {path: held for path, held in self._claimed.items() if held != handle}

    def link(self, path, name):
        self._step()
        if name.name in self._folders[name.parent]:
            raise FileExistsError(errno.EEXIST, "exists", str(name))
        self._need_room(1)
        self._folders[name.parent][name.name] = self._file(path)

    def unlink(self, path):
        self._step()
        self._file(path)
        del self._folders[path.parent][path.name]

    def overwrite(self, path, data, start=0):
        self._step()
        self._file(path).put(start, data)
        self._step()
        self._sync(self._file(path))

    def sync_folder(self, folder):
        self._step()
        if self.failing_syncs:
            self.failing_syncs -= 1
            raise OSError(errno.EIO, "the disk failed")
        self._durable[folder] = dict(self._folders[folder])

    def protect(self, path):
        self._step()
        self._file(path)

    def claim(self, path):
        if path in self._claimed:
            return None
        file = self._folders[path.parent].setdefault(path.name, _File())
        handle = self._claimed[path] = self._open(file)
        return handle

    def note(self, handle, data):
        self._handles[handle].put(0, data)


FOLDER = Path("/hub/trail/chains")
