"""A PostgreSQL of the tests' own, on a socket in a folder of theirs: started, stopped, and gone afterwards."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path


def programs() -> Path | None:
    """Where initdb and pg_ctl are: on the path, or where Debian puts them."""
    if found := shutil.which("pg_ctl"):
        return Path(found).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    return installed[-1].parent if installed else None


class Postgres:
    """A server in `folder` that listens on a socket there and on no port."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data, self.programs = folder, folder / "data", programs()
        # PostgreSQL will not run as root: then it runs as the user that its package made.
        self.user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        if os.getuid() == 0:
            shutil.chown(folder, self.user)
            for above in [folder, *folder.parents][:4]:
                above.chmod(above.stat().st_mode | 0o711)
        self._run(
            "initdb", "-D", self.data, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "-U", "parity"
        )
        self.start()
        self._run("createdb", "-h", folder, "-U", "parity", "lake")

    @property
    def told(self) -> str:
        """The catalogue, as PARITY_STORE names it."""
        return f"ducklake:postgres:host={self.folder} user=parity dbname=lake"

    def start(self) -> None:
        """Starts it and waits until it answers."""
        options = f"-k {self.folder} -c listen_addresses= -c fsync=off -c max_connections=60"
        self._run("pg_ctl", "-D", self.data, "-o", options, "-l", self.folder / "log", "-w", "start")

    def stop(self) -> None:
        """Stops it at once."""
        self._run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(self.programs / program), *map(str, arguments)]
        if os.getuid() == 0:
            command = ["runuser", "-u", self.user, "--", *command]
        subprocess.run(command, check=True, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
