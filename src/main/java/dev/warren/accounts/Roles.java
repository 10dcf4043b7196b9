package dev.warren.accounts;

/// The roles' names for `@RolesAllowed`; [Role] says what each may do.
public final class Roles {

    public static final String ADMIN = "admin";
    public static final String OPERATOR = "operator";
    public static final String AUDITOR = "auditor";
    public static final String USER = "user";

    private Roles() {}
}
