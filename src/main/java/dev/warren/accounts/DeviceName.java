package dev.warren.accounts;

import java.util.LinkedHashMap;
import java.util.Map;

/// Names a session so that its owner knows it again in a list: `Firefox on Linux`. It decides nothing.
///
/// @param program empty if it is not known
/// @param system  likewise
record DeviceName(String program, String system) {

    private static final String UNKNOWN = "Unknown device";
    private static final String ON = " on ";

    /// What a `User-Agent` contains, the most telling first, since most browsers also claim to be others.
    private static final Map<String, String> PROGRAMS = new LinkedHashMap<>();

    private static final Map<String, String> SYSTEMS = new LinkedHashMap<>();

    static {
        PROGRAMS.put("Edg", "Edge");
        PROGRAMS.put("OPR/", "Opera");
        PROGRAMS.put("SamsungBrowser/", "Samsung Internet");
        PROGRAMS.put("Firefox/", "Firefox");
        PROGRAMS.put("FxiOS/", "Firefox");
        PROGRAMS.put("CriOS/", "Chrome");
        PROGRAMS.put("Chrome/", "Chrome");
        PROGRAMS.put("Safari/", "Safari");
        PROGRAMS.put("HomeAssistant/", "Home Assistant");
        PROGRAMS.put("curl/", "curl");
        SYSTEMS.put("iPhone", "iPhone");
        SYSTEMS.put("iPad", "iPad");
        SYSTEMS.put("Android", "Android");
        SYSTEMS.put("CrOS", "ChromeOS");
        SYSTEMS.put("Windows", "Windows");
        SYSTEMS.put("Mac OS X", "macOS");
        SYSTEMS.put("Linux", "Linux");
    }

    static DeviceName of(String userAgent) {
        return new DeviceName(first(PROGRAMS, userAgent), first(SYSTEMS, userAgent));
    }

    /// What [#toString] wrote, by this Warren or an older one.
    static DeviceName parse(String text) {
        if (text.equals(UNKNOWN)) {
            return new DeviceName("", "");
        }
        var on = text.indexOf(ON);
        return on < 0
                ? new DeviceName(text, "")
                : new DeviceName(text.substring(0, on), text.substring(on + ON.length()));
    }

    /// Whether program and system are known.
    public boolean isWhole() {
        return !program.isEmpty() && !system.isEmpty();
    }

    public boolean isUnknown() {
        return program.isEmpty() && system.isEmpty();
    }

    /// The name in English: `Firefox on Linux`, `Firefox`, `Linux` or `Unknown device`.
    @Override
    public String toString() {
        return isUnknown() ? UNKNOWN : isWhole() ? program + ON + system : program + system;
    }

    private static String first(Map<String, String> names, String userAgent) {
        return names.entrySet().stream()
                .filter(entry -> userAgent.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }
}
