"""All published figures of a province as one workbook and one CSV."""
