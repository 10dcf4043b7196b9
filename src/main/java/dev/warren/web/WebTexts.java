package dev.warren.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// The texts of the pages that belong to no feature. Templates say `{web:toStart}`.
@MessageBundle("web")
public interface WebTexts {

    @Message("To the start page")
    String toStart();
}
