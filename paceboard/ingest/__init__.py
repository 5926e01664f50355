"""From a workbook as somebody sent it to typed rows that know which cell they came from."""
