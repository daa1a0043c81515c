"""The assessment as a workbook whose formulas can be followed."""
