package io.github.foretoken.cli.plot;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** Pictures as PNG, two pixels to the point and marked as such, so that they print sharp and at their size. */
final class Png {
    static final int SCALE = 2;
    private static final double POINTS_PER_MILLIMETRE = 96 / 25.4;

    private Png() {}

    static byte[] encode(Picture picture) throws IOException {
        BufferedImage image =
                new BufferedImage(picture.width() * SCALE, picture.height() * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.scale(SCALE, SCALE);
        picture.paint(graphics);
        graphics.dispose();
        dropFaintestBits(image);

        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
            IIOMetadata metadata =
                    writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
            metadata.mergeTree("javax_imageio_1.0", pixelSize(SCALE * POINTS_PER_MILLIMETRE));
            writer.setOutput(output);
            ImageWriteParam smallest = writer.getDefaultWriteParam();
            smallest.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            smallest.setCompressionQuality(0);
            writer.write(null, new IIOImage(image, null, metadata), smallest);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Rounds each channel to 64 levels: not to be seen, and a quarter off the file, which is all soft edges. */
    private static void dropFaintestBits(BufferedImage image) {
        int[] row = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, row.length, 1, row, 0, row.length);
            for (int x = 0; x < row.length; x++) {
                row[x] = coarse(row[x] >> 16) << 16 | coarse(row[x] >> 8) << 8 | coarse(row[x]);
            }
            image.setRGB(0, y, row.length, 1, row, 0, row.length);
        }
    }

    private static int coarse(int channel) {
        int level = ((channel & 0xFF) * 63 + 127) / 255;
        return level * 255 / 63;
    }

    private static IIOMetadataNode pixelSize(double pixelsPerMillimetre) {
        IIOMetadataNode dimension = new IIOMetadataNode("Dimension");
        for (String axis : new String[]{"HorizontalPixelSize", "VerticalPixelSize"}) {
            IIOMetadataNode size = new IIOMetadataNode(axis);
            // The standard wants millimetres per pixel; the JDK's PNG writer takes pixels per millimetre.
            size.setAttribute("value", Double.toString(pixelsPerMillimetre));
            dimension.appendChild(size);
        }
        IIOMetadataNode root = new IIOMetadataNode("javax_imageio_1.0");
        root.appendChild(dimension);
        return root;
    }
}
