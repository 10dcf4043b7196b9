package dev.warren.web;

/// The order in which a request passes what stands before the pages and the API: the highest number first. Quarkus
/// authenticates at 200 and checks permissions at 100.
public final class FilterOrder {

    public static final int REQUEST_LOG = 1200;
    static final int SECURITY_HEADERS = 1100;
    static final int PATH_GUARD = 1000;
    static final int ASSETS = 950;
    static final int CROSS_SITE_GUARD = 900;
    public static final int SETUP_GATE = 800;
    public static final int AFTER_AUTHENTICATION = 150;

    private FilterOrder() {}
}
