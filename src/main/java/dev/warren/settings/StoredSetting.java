package dev.warren.settings;

import dev.warren.secrets.SealedText;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A setting that somebody has set.
@Entity
@Table(name = "setting")
class StoredSetting extends PanacheEntityBase {

    @Id
    private String name;

    private @Nullable String value;

    @Convert(converter = Sealed.class)
    private @Nullable String secret;

    @Column(name = "changed_at")
    private Instant changedAt;

    protected StoredSetting() {}

    StoredSetting(Setting setting, String text, Instant now) {
        this.name = setting.key();
        this.changedAt = now;
        set(setting, text, now);
    }

    @Converter
    static class Sealed extends SealedText {
        Sealed() {
            super("setting.secret");
        }
    }

    void set(Setting setting, String text, Instant now) {
        value = setting.isSecret() ? null : text;
        secret = setting.isSecret() ? text : null;
        changedAt = now;
    }

    String name() {
        return name;
    }

    Instant changedAt() {
        return changedAt;
    }

    String text() {
        return value != null ? value : secret == null ? "" : secret;
    }
}
