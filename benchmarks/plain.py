"""`streamlit run dashboard.py` as one would naively start it: without any of the tuning.

No uvloop and httptools, nothing frozen, and a full garbage collection after each rerun.
"""

import gc
import os
import sys

# None makes an import fail
sys.modules["uvloop"] = sys.modules["httptools"] = None  # type: ignore[assignment]
gc.freeze = lambda: None

from streamlit.web import cli  # noqa: E402

sys.argv = ["streamlit", "run", "dashboard.py", "--server.port", os.environ["PORT"]]
sys.argv += ["--server.address", "127.0.0.1", "--runner.postScriptGC", "true"]
cli.main()
