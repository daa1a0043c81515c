"""One hosted server for all tests of this folder, and a client that takes no compression by itself."""

from collections.abc import Iterator

import httpx
import pytest

from tests.hosting.process import Hosted


@pytest.fixture(scope="session")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    running = Hosted(tmp_path_factory.mktemp("hosted") / "log").wait()
    yield running
    running.stop()


@pytest.fixture
def client(hosted: Hosted) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=hosted.address, headers={"accept-encoding": "identity"}, timeout=30) as one:
        yield one
