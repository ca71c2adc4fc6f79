"""OpenVINO on Qt's threads, which are other ones to Python after each job."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QThreadPool

from core.vision.devices import open_session
from core.vision.model_packs import find_pack

FACE = np.random.default_rng(1).uniform(0, 255, (1, 3, 112, 112)).astype(np.float32)


def test_a_network_outlives_the_jobs_that_it_ran_in() -> None:
    pack = find_pack("opencv")
    session = open_session(pack.recogniser, pack.recogniser_sha256, "openvino", lambda: FACE)
    expected = session.run(FACE)[0]
    answers: list[bool] = []
    pool = QThreadPool()
    for _ in range(20):
        pool.start(lambda: answers.append(np.array_equal(session.run(FACE)[0], expected)))
        pool.waitForDone()
    assert answers == [True] * 20
