# The hosted form in a container; how to run it: docs/hosting.md. To build on one exact image append its digest,
# @sha256:..., to the next line: docker buildx imagetools inspect python:3.11-slim-bookworm
FROM python:3.11-slim-bookworm

RUN useradd --system --uid 10001 --create-home atlas
WORKDIR /app
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements.lock
COPY dashboard.py server.py ./
COPY .streamlit .streamlit
COPY atlas atlas
COPY data data
COPY pages pages
COPY static static
COPY translations translations
# a damaged table stops the build, not the visitors
RUN python -m compileall -q atlas pages && python -c "from atlas import tables; tables.load_all()"

USER 10001
ENV HOST=0.0.0.0 PORT=8501 PYTHONUNBUFFERED=1
EXPOSE 8501
HEALTHCHECK --interval=15s --timeout=3s --start-period=60s CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=2)"]
CMD ["python", "server.py"]
