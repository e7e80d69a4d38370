using Shouwang.Volunteers;

namespace Shouwang.Dispatch;

/// <summary>Seals and opens what is personal in an order. Each field has its own purpose, so that none can stand in for another.</summary>
public sealed class OrderWords(FieldCipher cipher)
{
    private const string Name = "order.name", Phone = "order.phone", Address = "order.address", Note = "order.note", Reason = "order.reason", HandOver = "order.hand-over", Review = "order.review", Tracking = "order.tracking", DoorCode = "door.code", DoorAddress = "door.address";

    public SealedText SealName(string text) => cipher.Seal(text, Name);
    public SealedText SealPhone(string text) => cipher.Seal(text, Phone);
    public SealedText SealAddress(string text) => cipher.Seal(text, Address);
    public SealedText? SealNote(string? text) => Blank(text) is { } words ? cipher.Seal(words, Note) : null;
    public SealedText SealReason(string text) => cipher.Seal(text, Reason);
    public SealedText? SealReview(string? text) => Blank(text) is { } words ? cipher.Seal(words, Review) : null;

    public SealedText? SealHandOver(string? text) => Blank(text) is { } words ? cipher.Seal(words, HandOver) : null;

    public string OpenName(SealedText text) => cipher.Open(text, Name);
    public string OpenPhone(SealedText text) => cipher.Open(text, Phone);
    public string OpenAddress(SealedText text) => cipher.Open(text, Address);
    public string? OpenNote(SealedText? text) => text is { } words ? cipher.Open(words, Note) : null;
    public string? OpenReason(SealedText? text) => text is { } words ? cipher.Open(words, Reason) : null;
    public string? OpenReview(SealedText? text) => text is { } words ? cipher.Open(words, Review) : null;

    public string? OpenHandOver(SealedText? text) => text is { } words ? cipher.Open(words, HandOver) : null;

    public BlindIndex PhoneIndex(string phone) => cipher.Index(Phones.Bare(phone), Phone);

    /// <summary>Index of the phone of a need; a need without a phone has one of its own and is like no other.</summary>
    public BlindIndex PhoneIndex(string? phone, string orderNumber) => string.IsNullOrWhiteSpace(phone) ? cipher.Index(orderNumber, Phone) : PhoneIndex(phone);

    /// <summary>Index of an address, blind to spaces and full-width signs.</summary>
    public BlindIndex AddressIndex(string address) => cipher.Index(Condensed(address), Address);

    public string TrackingHash(string code) => cipher.Hash(Condensed(code), Tracking);
    public string DoorCodeHash(string code) => cipher.Hash(Condensed(code), DoorCode);
    public SealedText SealDoorAddress(string text) => cipher.Seal(text, DoorAddress);
    public string OpenDoorAddress(SealedText text) => cipher.Open(text, DoorAddress);
    public BlindIndex DoorAddressIndex(string address) => cipher.Index(Condensed(address), DoorAddress);

    /// <summary>The code of a door: 129 bits, in letters and digits that survive being read aloud. It is scanned, not typed.</summary>
    public static string NewCode() => FieldCipher.NewCode(26);

    /// <summary>
    /// 查询码: 59 bits, because somebody of eighty copies it by hand. It shows no name, and guesses are slowed down: at ten a second
    /// against a million orders, the first hit is to be expected in two thousand years.
    /// </summary>
    public static string NewTrackingCode() => FieldCipher.NewCode(12);

    /// <summary>The address with the number of the household hidden, for lists: what comes before the last entrance or building.</summary>
    public static string Area(string address)
    {
        var cut = address.LastIndexOf("单元", StringComparison.Ordinal) is > 0 and var entrance ? entrance + 2 : address.LastIndexOf("号楼", StringComparison.Ordinal) is > 0 and var building ? building + 2 : 0;
        return cut > 0 ? address[..cut] : address.Length > 8 ? address[..8] + "…" : address;
    }

    private static string Condensed(string text) =>
        string.Concat(text.Normalize(System.Text.NormalizationForm.FormKC).Where(letter => !char.IsWhiteSpace(letter) && letter != '-')).ToUpperInvariant();

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
