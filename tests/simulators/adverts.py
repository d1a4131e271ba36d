"""An advert as it may come in any form: headings, paragraphs and the items of lists."""

from __future__ import annotations

HEADING, PARAGRAPH, ITEM = "heading", "paragraph", "item"
_ABOUT = (
    "Harbour Logistics runs the container terminal of Valletta and moves two million boxes a year. For our planning "
    "department we look for somebody who enjoys turning numbers into decisions and who explains them to people who "
    "have never opened a spreadsheet."
)
ADVERT = (
    (HEADING, "Data Analyst (m/f/d)"),
    (PARAGRAPH, _ABOUT),
    (HEADING, "Your tasks"),
    (
        ITEM,
        "You build and maintain reports in Power BI for the planners of all shifts and for the management board.",
    ),
    (ITEM, "You write SQL queries against our data warehouse and check the quality of incoming measurements."),
    (ITEM, "Together with the engineers you forecast the arrival of ships with statistical models in Python."),
    (ITEM, "You train colleagues in customer-facing departments to read dashboards responsibly."),
    (HEADING, "Your profile"),
    (ITEM, "A degree in statistics, computer science or business administration, or comparable experience"),
    (ITEM, "Very good knowledge of SQL and Python; experience with R is an advantage"),
    (ITEM, "You communicate clearly in English, ideally also in Italian"),
    (ITEM, "A driving licence is not required."),
    (HEADING, "What we offer"),
    (ITEM, "Flexible working hours, thirty days of leave and a canteen that overlooks the harbour"),
)
