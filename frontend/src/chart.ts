// A file of its own, so that only pages with a chart load the library.
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";

export default uPlot;
