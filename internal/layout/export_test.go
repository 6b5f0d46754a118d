package layout

var Outside = outside
