"""The calendar: deadlines of a regency and its province, survey windows that close, promises that fall due."""
