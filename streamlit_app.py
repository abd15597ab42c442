"""The way in: `streamlit run streamlit_app.py`."""

import streamlit as st

st.set_page_config(
    page_title="Scrutiny briefing assistant",
    page_icon="app_pages/icon.png",  # a named icon would be fetched from elsewhere
    layout="centered",
)
st.navigation(
    [
        st.Page("app_pages/ask.py", title="Ask", icon=":material/forum:", default=True),
        st.Page("app_pages/compare.py", title="Compare", icon=":material/table_chart:"),
        st.Page("app_pages/reports.py", title="Reports", icon=":material/library_books:"),
        st.Page("app_pages/evaluate.py", title="Evaluate", icon=":material/fact_check:"),
    ],
    position="top",
).run()
