package sheet

// Clean is for tests, which compare what is read with what can be kept of a cell.
var Clean = clean
