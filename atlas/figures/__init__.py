"""Figure builders: a DataFrame in, a plotly figure and its alternative text out."""
