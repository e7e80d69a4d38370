using System.Text;

namespace Shouwang.Dispatch;

public sealed class CleaningAPhoto
{
    [Fact]
    public void A_jpeg_loses_position_and_comments_and_keeps_its_picture()
    {
        byte[] photo = [0xFF, 0xD8, .. Segment(0xE0, "JFIF"), .. Segment(0xE1, "Exif GPS 39.9"), .. Segment(0xFE, "words"), .. Segment(0xDB, "tables"), .. Segment(0xDA, "scan"), 1, 2, 0xFF, 0x00, 3, 0xFF, 0xD9, .. "Exif after the end"u8];
        var (bare, type) = CleanPhoto.Of(photo).Value;
        Assert.Equal("image/jpeg", type);
        Assert.Equal([0xFF, 0xD8, .. Segment(0xE0, "JFIF"), .. Segment(0xDB, "tables"), .. Segment(0xDA, "scan"), 1, 2, 0xFF, 0x00, 3, 0xFF, 0xD9], bare);
    }

    [Fact]
    public void A_png_loses_its_words()
    {
        byte[] start = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
        byte[] photo = [.. start, .. Chunk("IHDR", "size"), .. Chunk("tEXt", "who"), .. Chunk("eXIf", "GPS"), .. Chunk("IDAT", "picture"), .. Chunk("IEND", "")];
        Assert.Equal([.. start, .. Chunk("IHDR", "size"), .. Chunk("IDAT", "picture"), .. Chunk("IEND", "")], CleanPhoto.Of(photo).Value.Bytes);
    }

    [Theory]
    [InlineData("<svg onload=alert(1)>")]
    [InlineData("GIF89a")]
    [InlineData("")]
    public void Anything_else_is_refused_whatever_it_is_called(string content) =>
        Assert.Equal("dispatch.photo.not-a-photo", CleanPhoto.Of(Encoding.ASCII.GetBytes(content)).Refusal?.Code);

    [Fact]
    public void A_broken_or_huge_photo_is_refused()
    {
        Assert.Equal("dispatch.photo.not-a-photo", CleanPhoto.Of([0xFF, 0xD8, 0xFF, 0xE1, 0xFF, 0xFF, 1]).Refusal?.Code);
        Assert.Equal("dispatch.photo.too-large", CleanPhoto.Of(new byte[CleanPhoto.MostBytes + 1]).Refusal?.Code);
    }

    private static byte[] Segment(byte marker, string content) => [0xFF, marker, 0, (byte)(content.Length + 2), .. Encoding.ASCII.GetBytes(content)];

    private static byte[] Chunk(string kind, string content) => [0, 0, 0, (byte)content.Length, .. Encoding.ASCII.GetBytes(kind + content), 9, 9, 9, 9];
}
