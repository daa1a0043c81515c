"""Container file and Kubernetes manifest, read and checked against what the app needs.

Neither a container engine nor a cluster is needed here; docs/hosting.md says what was not run.
"""

import json
import re

import pytest
import yaml

from atlas.hosting import load
from tests.hosting.process import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
#: field → fields it must have, by kind of object
NEEDED = {
    "Deployment": {"replicas", "selector", "template", "strategy"},
    "Service": {"selector", "ports", "sessionAffinity"},
    "PodDisruptionBudget": {"minAvailable", "selector"},
    "Ingress": {"rules", "tls", "ingressClassName"},
}


def instructions() -> list[tuple[str, str]]:
    joined = re.sub(r"\\\n\s*", " ", DOCKERFILE)
    return [
        (word, rest)
        for word, _, rest in (line.partition(" ") for line in joined.splitlines() if line and line[0] != "#")
    ]


def test_container_file() -> None:
    lines = instructions()
    words = [word for word, _ in lines]
    assert words[0] == "FROM" and words.count("FROM") == words.count("CMD") == words.count("USER") == 1
    assert set(words) <= {"FROM", "RUN", "WORKDIR", "COPY", "USER", "ENV", "EXPOSE", "HEALTHCHECK", "CMD"}
    image = dict(lines)["FROM"]
    assert re.search(r":\d+\.\d+-", image) and "latest" not in image
    assert dict(lines)["USER"] == "10001" and words.index("USER") > max(
        i for i, word in enumerate(words) if word in ("COPY", "RUN")
    )
    assert json.loads(dict(lines)["CMD"]) == ["python", "server.py"]
    assert "/health" in dict(lines)["HEALTHCHECK"]


def test_everything_copied_exists_and_nothing_else_is_sent() -> None:
    sources = [source for word, rest in instructions() if word == "COPY" for source in rest.split()[:-1]]
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert set(sources) == allowed
    assert all((ROOT / source).exists() for source in sources)


def manifest() -> dict[str, dict]:  # type: ignore[type-arg]
    text = (ROOT / "deploy" / "kubernetes.yaml").read_text(encoding="utf-8")
    return {item["kind"]: item for item in yaml.safe_load_all(text)}


def test_manifest_fits_together() -> None:
    objects = manifest()
    assert set(objects) == set(NEEDED)
    for kind, needed in NEEDED.items():
        assert objects[kind]["apiVersion"] and objects[kind]["metadata"]["name"] == "factory-atlas"
        assert needed <= set(objects[kind]["spec"])
    labels = objects["Deployment"]["spec"]["template"]["metadata"]["labels"]
    assert objects["Deployment"]["spec"]["selector"]["matchLabels"] == labels
    assert objects["Service"]["spec"]["selector"] == labels
    backend = objects["Ingress"]["spec"]["rules"][0]["http"]["paths"][0]["backend"]["service"]
    assert backend == {"name": "factory-atlas", "port": {"name": "http"}}


def test_manifest_keeps_sessions_limits_and_probes() -> None:
    objects = manifest()
    notes = objects["Ingress"]["metadata"]["annotations"]
    assert notes["nginx.ingress.kubernetes.io/affinity"] == "cookie"
    assert all(isinstance(value, str) for value in notes.values())
    assert objects["Service"]["spec"]["sessionAffinity"] == "ClientIP"
    pod = objects["Deployment"]["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert {"cpu", "memory"} <= set(container["resources"]["limits"]) & set(
        container["resources"]["requests"]
    )
    ports = {port["name"] for port in container["ports"]}
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        # a full process is not ready for more, but alive
        path = "/_stcore/health" if probe == "livenessProbe" else "/health"
        assert container[probe]["httpGet"]["path"] == path and container[probe]["httpGet"]["port"] in ports
    assert pod["securityContext"]["runAsNonRoot"] and not pod["automountServiceAccountToken"]
    assert container["securityContext"]["readOnlyRootFilesystem"]
    assert all(isinstance(variable["value"], str) for variable in container["env"])


def test_the_container_holds_what_the_workers_may_take_and_no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    pod = manifest()["Deployment"]["spec"]["template"]["spec"]
    limit = pod["containers"][0]["resources"]["limits"]["memory"]
    monkeypatch.setenv("ATLAS_MEMORY_MB", str(int(limit.removesuffix("Gi")) * 1024))
    assert load.own_limit_mb() >= load.LEAST_MB
    assert [volume["emptyDir"]["medium"] for volume in pod["volumes"]] == ["Memory"]


def test_nginx_writes_no_bodies_and_no_visitors() -> None:
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    assert "proxy_request_buffering off;" in text and "proxy_max_temp_file_size 0;" in text
    assert "access_log off;" in text and "error_log stderr crit;" in text and "log_format" not in text
