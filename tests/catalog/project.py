"""A user's project, as the compiler sees it."""

from __future__ import annotations

from pathlib import Path

from ts_codegen.catalog.command_line import CatalogRun, run_catalog


class Project:
    """A folder with a catalog; what runs say is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said: list[str] = []
        self.complaints: list[str] = []

    def write(self, text: str, name: str = "catalog.yaml") -> Path:
        """Write a file and return its path."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def run(
        self,
        *,
        package: str = "commands",
        catalog: str | None = None,
        output: str | None = None,
        check: bool = False,
    ) -> int:
        """Compile and return the exit code."""
        run = CatalogRun(
            folder=self.folder,
            catalog=None if catalog is None else Path(catalog),
            package=package,
            output=None if output is None else Path(output),
            is_check=check,
        )
        return run_catalog(run, say=self.said.append, complain=self.complaints.append)

    def mistakes(self, text: str) -> list[str]:
        """Return what is told of a catalog, a line each, without the count."""
        self.write(text)
        assert self.run() == 2, self.said
        return self.complaints[-1].splitlines()[1:]

    def files(self, package: str = "commands") -> dict[str, bytes]:
        """Return what the package holds."""
        root = self.folder / package
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
