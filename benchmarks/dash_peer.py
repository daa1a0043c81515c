"""The peer: a Dash app with gzip that draws the same map and table from the same tables."""

import os

import dash
import pandas as pd
from dash import dcc, html
from flask_compress import Compress
from werkzeug.serving import WSGIRequestHandler

from atlas.language import Language
from atlas.lighthouses import answers
from atlas.lighthouses.map_chart import Marks
from benchmarks.servers import ROOT


def layout() -> html.Div:
    """The map of the lighthouse page and the table behind it."""
    from atlas.app import cache
    from atlas.lighthouses import sites

    cohort = sites.map_cohorts(cache.table("lighthouse_cohorts"))[-1]
    chosen = answers.Filters(
        **dict.fromkeys(answers.Filters._fields, None) | {"scope": "mainland", "cohort": cohort}
    )
    figure = answers.area_map(chosen, "sites", Marks(), Language("en")).figure
    rows: pd.DataFrame = answers.ranking(chosen, "sites", Language("en"))
    head = html.Tr([html.Th(name) for name in rows.columns])
    body = [html.Tr([html.Td(str(cell)) for cell in row]) for row in rows.itertuples(index=False)]
    settings = {"topojsonURL": "app/static/topo/"}
    return html.Div(
        [
            html.H1("Where are the lighthouse factories?"),
            dcc.Graph(figure=figure, config=settings),
            html.Table([html.Thead(head), html.Tbody(body)]),
        ]
    )


if __name__ == "__main__":
    app = dash.Dash(assets_folder="none", serve_locally=True)
    app.server.static_folder = str(ROOT / "static")
    app.server.add_url_rule("/app/static/<path:filename>", "outlines", app.server.send_static_file)
    app.server.config["COMPRESS_ALGORITHM"] = ["gzip"]
    app.server.config["COMPRESS_MIMETYPES"] = ["text/html", "text/css", "application/json", "text/javascript",
                                               "application/javascript", "application/geo+json"]  # fmt: skip
    Compress(app.server)
    app.layout = layout()
    # connections are kept, as any real server would
    WSGIRequestHandler.protocol_version = "HTTP/1.1"
    app.server.run(host="127.0.0.1", port=int(os.environ["PORT"]), threaded=True)
