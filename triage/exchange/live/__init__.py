"""The parts of the live workbook (*Rekenblad*): each module makes the formulas of one sheet or one step of weighing."""
