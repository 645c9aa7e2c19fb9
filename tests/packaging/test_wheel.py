"""The wheel: what is in it, and that it does the main job where nothing else of the project is."""

from __future__ import annotations

import shutil
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from playbook_lint import __version__

pytestmark = pytest.mark.heavy


@pytest.fixture(scope="module")
def wheel(shell, checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution, which is built from the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    shell(sys.executable, "-m", "build", "--outdir", folder, cwd=checkout)
    assert {path.name for path in folder.iterdir()} == {
        f"playbook_lint-{__version__}.tar.gz",
        f"playbook_lint-{__version__}-py3-none-any.whl",
    }
    return folder / f"playbook_lint-{__version__}-py3-none-any.whl"


def test_schemas_and_catalogs_are_inside(wheel: Path, checkout: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    for folder in ("schemas", "locales"):
        for path in (checkout / folder).rglob("*"):
            if path.is_file():
                assert packed[f"playbook_lint/_data/{path.relative_to(checkout).as_posix()}"] == path.read_bytes()
    assert "playbook_lint/_data/schemas/terms.yaml" in packed
    assert "playbook_lint/_data/locales/pt_BR/LC_MESSAGES/terms.po" in packed
    assert "playbook_lint/py.typed" in packed
    assert f"playbook_lint-{__version__}.dist-info/licenses/LICENSE" in packed


def test_nothing_else_is_inside(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {name.split("/")[0] for name in names} == {"playbook_lint", f"playbook_lint-{__version__}.dist-info"}
    suffixes = {Path(name).suffix for name in names if name.startswith("playbook_lint/")}
    assert suffixes <= {".py", ".typed", ".json", ".yaml", ".toml", ".po", ".pot", ".md", ".html", ".css", ".js"}


def test_it_does_the_main_job_elsewhere(wheel: Path, shell, checkout: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    binaries = tmp_path / "venv" / "bin"
    shell(binaries / "python", "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copytree(checkout / "content", elsewhere / "content")
    shutil.copy(checkout / "playbook-lint.toml", elsewhere)

    command = binaries / "playbook-lint"
    assert shell(command, "--version", cwd=elsewhere).stdout == f"playbook-lint {__version__}\n"
    checked = shell(command, "check", cwd=elsewhere).stdout
    assert "nothing to report" in checked
    checkable = [path for path in (elsewhere / "content").rglob("*") if path.name == "toc.yml" or path.suffix == ".md"]
    assert f"Checked {len(checkable)} files" in checked
    page = elsewhere / "content" / "pt-BR" / "index.md"
    explained = shell(command, "explain-page", page, cwd=elsewhere).stdout
    assert str(tmp_path / "venv") in next(line for line in explained.splitlines() if line.startswith("schemas"))

    shell(command, "import", "--dry-run", "--format", "html", "--output", "import.html", cwd=elsewhere)
    assert "<style>" in (elsewhere / "import.html").read_text(encoding="utf-8")

    page.write_bytes(page.read_bytes() + b"\n<<<<<<< HEAD\nA\n=======\nB\n>>>>>>> theirs\n")
    failed = shell(command, "check", "--select", "merge-conflict", cwd=elsewhere, check=False)
    assert failed.returncode == 1
    assert "content/pt-BR/index.md" in failed.stdout
