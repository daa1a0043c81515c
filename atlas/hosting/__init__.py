"""What `server.py` puts around the app: files in memory, first answer, headers, data, calculator.

Knows ASGI and the tables, not Streamlit.
"""
