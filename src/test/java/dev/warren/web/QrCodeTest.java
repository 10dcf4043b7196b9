package dev.warren.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.ResultMetadataType;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class QrCodeTest {

    private static final String CONFIG =
            "[Interface]\nPrivateKey = %s\nAddress = 10.8.0.2/32\n".formatted("A".repeat(44));

    @Test
    void the_bitmap_holds_the_configuration_byte_for_byte() throws Exception {
        assertArrayEquals(
                CONFIG.getBytes(StandardCharsets.UTF_8),
                bytes(read(QrCode.of(CONFIG).png())));
    }

    @Test
    void text_beyond_ascii_survives() throws Exception {
        assertEquals(
                "DNS = straße.example",
                read(QrCode.of("DNS = straße.example").png()).getText());
    }

    @Test
    void the_code_has_the_lowest_error_correction_so_that_it_stays_sparse() throws Exception {
        Result result = read(QrCode.of(CONFIG).png());

        assertEquals("L", result.getResultMetadata().get(ResultMetadataType.ERROR_CORRECTION_LEVEL));
        assertEquals(37, QrCode.of(CONFIG).size(), "modules of version 5, which has room for 106 bytes");
    }

    @Test
    void the_drawing_has_the_name_under_the_code_and_nothing_of_it_is_markup() {
        String svg = QrCode.of(CONFIG).svg("<b>\"anna\" & co</b>");

        assertTrue(svg.contains(">&lt;b&gt;&quot;anna&quot; &amp; co&lt;/b&gt;</text>"), svg);
        assertFalse(svg.contains("<b>"), svg);
    }

    @Test
    void the_longest_text_fits_and_one_more_is_refused() {
        assertTrue(QrCode.fits("x".repeat(2_950)));
        QrCode.of("x".repeat(2_950));
        assertThrows(IllegalArgumentException.class, () -> QrCode.of("x".repeat(3_000)));
    }

    private static Result read(byte[] png) throws Exception {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        var source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
        return new QRCodeReader().decode(new BinaryBitmap(new GlobalHistogramBinarizer(source)), Map.of());
    }

    private static byte[] bytes(Result result) {
        var segments = (List<?>) result.getResultMetadata().get(ResultMetadataType.BYTE_SEGMENTS);
        return (byte[]) segments.getFirst();
    }
}
