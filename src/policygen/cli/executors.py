"""Who does the work of a batch: this process, several on this machine, or a Dask cluster."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from typing import Any, ParamSpec, TypeVar

import click

from policygen.errors import Where, fail
from policygen.workflow_made import Chunk, make

ParametersT = ParamSpec("ParametersT")
ResultT = TypeVar("ResultT")
_DASK = "dask://"
_PATIENCE = 10  # seconds for a cluster to answer


class Here(Executor):
    """Does each piece of work at once, in this process."""

    def submit(
        self, fn: Callable[ParametersT, ResultT], /, *args: ParametersT.args, **kwargs: ParametersT.kwargs
    ) -> Future[ResultT]:
        future: Future[ResultT] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@contextmanager
def executor(jobs: int, address: str) -> Iterator[tuple[Executor, int]]:
    """An executor, and how many pieces of work to have under way with it."""
    if address:
        with _dask(address) as found:
            yield found
    elif jobs == 1:
        yield Here(), 0
    else:
        pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_follow)
        for _ in range(jobs):
            pool.submit(make, Chunk((), ()))  # nothing to make: the process starts, and loads what it will need
        try:
            yield pool, 2 * jobs
        finally:
            pool.shutdown(cancel_futures=True)


def cores() -> int:
    """How many processes can work at once here."""
    available = getattr(os, "sched_getaffinity", None)
    return len(available(0)) if available else os.cpu_count() or 1


def _follow() -> None:
    """A worker leaves interrupts to its parent, and ends when its parent does, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


@contextmanager
def _dask(address: str) -> Iterator[tuple[Executor, int]]:
    if not address.startswith(_DASK):
        raise click.UsageError(f"--executor takes {_DASK}HOST:PORT; found {address!r}")
    where = Where(subject="--executor")
    try:
        from distributed import Client
    except ImportError as error:
        hint = 'python -m pip install "policygen[dask]", here and on every worker.'
        raise fail("PG-U013", "Dask is not installed", where, hint) from error
    client: Any  # distributed has no types
    try:
        client = Client(f"tcp://{address.removeprefix(_DASK)}", timeout=_PATIENCE)
    except (OSError, ValueError) as error:  # a time-out of distributed is an OSError
        hint = "Start it with `dask scheduler`, and workers with `dask worker HOST:PORT`."
        raise fail("PG-U011", f"no Dask cluster answers at {address}", where, hint) from error
    with client, _told(address):
        threads = sum(client.nthreads().values())
        if not threads:
            hint = "Start one with `dask worker HOST:PORT`; it needs policygen of the same version."
            raise fail("PG-U011", f"the cluster at {address} has no worker", where, hint)
        yield client.get_executor(), 2 * threads


@contextmanager
def _told(address: str) -> Iterator[None]:
    """What a cluster raises when it loses its workers or its scheduler, said as the user can mend it."""
    from distributed import KilledWorker
    from distributed.comm.core import CommClosedError

    try:
        yield
    except (KilledWorker, CommClosedError, CancelledError) as error:
        hint = "Look at the workers' logs, then run the same command again: finished rows are kept."
        raise fail("PG-U012", f"the cluster at {address} lost its work", Where(subject="--executor"), hint) from error
