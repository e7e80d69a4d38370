namespace Shouwang.Volunteers;

/// <summary>Seals and opens what is personal in a volunteer's record.</summary>
public sealed class VolunteerWords(FieldCipher cipher)
{
    private const string Phone = "volunteer.phone", Code = "volunteer.code", Identity = "volunteer.identity";

    public SealedText SealPhone(string phone) => cipher.Seal(Phones.Bare(phone), Phone);

    public string OpenPhone(SealedText phone) => cipher.Open(phone, Phone);

    public string MaskedPhone(SealedText phone) => Masking.Phone(OpenPhone(phone));

    public BlindIndex PhoneIndex(string phone) => cipher.Index(Phones.Bare(phone), Phone);

    public SealedText SealIdentity(string number) => cipher.Seal(number, Identity);

    public string OpenIdentity(SealedText number) => cipher.Open(number, Identity);

    public BlindIndex IdentityIndex(IdentityDocument document) => cipher.Index($"{document.Kind}/{document.Number}", Identity);

    public string CodeHash(string phoneIndex, string code) => cipher.Hash(phoneIndex + code, Code);
}
