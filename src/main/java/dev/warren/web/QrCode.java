package dev.warren.web;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A QR code of some text, byte for byte: error correction L, so that it stays as sparse as the text allows.
public final class QrCode {

    /// White modules around the code, ISO/IEC 18004 section 6.3.8.
    private static final int QUIET = 4;

    /// Bytes in the largest code at level L, less what naming a character set takes.
    private static final int LONGEST = 2_950;

    private static final int CAPTION_HEIGHT = 6;
    private static final int CAPTION_LONGEST = 40;
    private static final int PNG_SCALE = 8;

    private final ByteMatrix modules;

    private QrCode(ByteMatrix modules) {
        this.modules = modules;
    }

    /// Whether `text` is short enough for a code.
    public static boolean fits(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }

    /// @throws IllegalArgumentException if `text` is longer than a QR code can be, 2,953 bytes
    public static QrCode of(String text) {
        boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(text);
        // Naming a character set costs a segment of its own, and scanners that don't know such segments are about.
        Map<EncodeHintType, ?> hints =
                ascii ? Map.of() : Map.of(EncodeHintType.CHARACTER_SET, StandardCharsets.UTF_8.name());
        try {
            return new QrCode(
                    Encoder.encode(text, ErrorCorrectionLevel.L, hints).getMatrix());
        } catch (WriterException e) {
            throw new IllegalArgumentException("This is too long for a QR code.", e);
        }
    }

    /// Modules of a side, without the white border.
    public int size() {
        return modules.getWidth();
    }

    /// A drawing with `caption` under the code. Its size is the page's affair.
    public String svg(String caption) {
        int width = modules.getWidth() + 2 * QUIET;
        int height = width + (caption.isEmpty() ? 0 : CAPTION_HEIGHT);
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" shape-rendering="crispEdges" role="img">\
            <title>%3$s</title><rect width="%1$d" height="%2$d" fill="#fff"/><path d="%4$s" fill="#000"/>%5$s</svg>
            """.formatted(width, height, escaped(caption), path(), captionText(caption, width));
    }

    /// A bitmap without caption, eight pixels a module.
    public byte[] png() {
        int side = (modules.getWidth() + 2 * QUIET) * PNG_SCALE;
        return Png.blackAndWhite(side, side, (x, y) -> isDark(x / PNG_SCALE - QUIET, y / PNG_SCALE - QUIET));
    }

    private boolean isDark(int x, int y) {
        return x >= 0 && y >= 0 && x < modules.getWidth() && y < modules.getHeight() && modules.get(x, y) == 1;
    }

    /// One rectangle a run of dark modules, so that renderers leave no hairlines between neighbours.
    private String path() {
        var path = new StringBuilder();
        for (int y = 0; y < modules.getHeight(); y++) {
            int x = 0;
            while (x < modules.getWidth()) {
                int run = 0;
                while (isDark(x + run, y)) {
                    run++;
                }
                if (run > 0) {
                    path.append("M%d %dh%dv1h-%dz".formatted(x + QUIET, y + QUIET, run, run));
                }
                x += Math.max(run, 1);
            }
        }
        return path.toString();
    }

    private static String captionText(String caption, int width) {
        if (caption.isEmpty()) {
            return "";
        }
        int length = caption.codePointCount(0, caption.length());
        String shown = length <= CAPTION_LONGEST
                ? caption
                : caption.substring(0, caption.offsetByCodePoints(0, CAPTION_LONGEST)) + "…";
        double size = Math.min(3.2, 1.6 * width / Math.min(length, CAPTION_LONGEST + 1));
        return "<text x=\"%s\" y=\"%d\" font-family=\"sans-serif\" font-size=\"%.1f\" text-anchor=\"middle\">%s</text>"
                .formatted(width / 2.0, width + 2, size, escaped(shown));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
