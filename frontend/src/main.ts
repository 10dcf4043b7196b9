import htmx from "htmx.org";
import "./main.css";

htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
