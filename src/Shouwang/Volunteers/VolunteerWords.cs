namespace Shouwang.Volunteers;

/// <summary>Seals and opens what is personal in a volunteer's record.</summary>
public sealed class VolunteerWords(FieldCipher cipher)
{
    private const string Phone = "volunteer.phone", Code = "volunteer.code", Identity = "volunteer.identity", Guardian = "volunteer.guardian", Evidence = "volunteer.evidence", Email = "volunteer.email";

    public SealedText SealPhone(string phone) => cipher.Seal(Phones.Bare(phone), Phone);

    public string OpenPhone(SealedText phone) => cipher.Open(phone, Phone);

    public string MaskedPhone(SealedText phone) => Masking.Phone(OpenPhone(phone));

    public BlindIndex PhoneIndex(string phone) => cipher.Index(Phones.Bare(phone), Phone);

    public SealedText SealEmail(string address) => cipher.Seal(address.Trim(), Email);

    public string OpenEmail(SealedText address) => cipher.Open(address, Email);

    public SealedText SealIdentity(string number) => cipher.Seal(number, Identity);

    public string OpenIdentity(SealedText number) => cipher.Open(number, Identity);

    public BlindIndex IdentityIndex(IdentityDocument document) => cipher.Index($"{document.Kind}/{document.Number}", Identity);

    public SealedText SealGuardian(string nameOrPhone) => cipher.Seal(nameOrPhone, Guardian);

    public string OpenGuardian(SealedText nameOrPhone) => cipher.Open(nameOrPhone, Guardian);

    public SealedText SealEvidence(string evidence) => cipher.Seal(evidence, Evidence);

    public string OpenEvidence(SealedText evidence) => cipher.Open(evidence, Evidence);

    public string CodeHash(string phoneIndex, string code) => cipher.Hash(phoneIndex + code, Code);
}
