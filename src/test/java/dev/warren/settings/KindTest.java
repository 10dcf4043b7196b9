package dev.warren.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KindTest {

    @ParameterizedTest
    @CsvSource({"90,90d", "90d,90d", "' 36 h',36h", "48h,2d", "30m,30m", "3600s,1h", "61s,61s", "7D,7d"})
    void a_duration_is_kept_in_the_largest_unit_that_leaves_no_rest(String typed, String kept) {
        assertEquals(kept, Kind.DURATION.canonical(typed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1d", "1w", "1.5d", "99999999999d", "40000d"})
    void what_is_no_duration_is_refused(String typed) {
        assertThrows(IllegalArgumentException.class, () -> Kind.DURATION.canonical(typed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "smtp", "-25", "1e3"})
    void what_is_no_port_is_refused(String typed) {
        assertThrows(IllegalArgumentException.class, () -> Kind.PORT.canonical(typed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"vpn@example.org", "Example VPN <vpn@example.org>"})
    void a_sender_is_an_address_with_or_without_a_name(String typed) {
        assertEquals(typed, Kind.SENDER.canonical(typed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"vpn", "vpn@", "a b@c", "X <vpn@example.org", "X\nBcc: <vpn@example.org>"})
    void a_sender_that_is_none_is_refused(String typed) {
        assertThrows(IllegalArgumentException.class, () -> Kind.SENDER.canonical(typed));
    }

    @Test
    void the_audit_log_is_kept_for_thirty_days_at_least() {
        assertThrows(IllegalArgumentException.class, () -> Setting.AUDIT_KEEP.canonical("29d"));
        assertEquals("30d", Setting.AUDIT_KEEP.canonical("720h"));
    }

    @Test
    void a_setting_has_one_name_everywhere() {
        assertEquals("smtpHost", Setting.SMTP_HOST.key());
        assertEquals("warren.smtp.host", Setting.SMTP_HOST.property());
        assertEquals("WARREN" + "_SMTP_HOST", Setting.SMTP_HOST.variable());
        assertEquals(Setting.HISTORY_DAYS, Setting.of("historyDays").orElseThrow());
    }
}
