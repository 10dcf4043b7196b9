// A file of its own, so that only pages with a chart load the library.
import uPlot from "uplot";

export default uPlot;
