namespace Shouwang.Volunteers;

/// <summary>实名信息: the identity document of a volunteer, apart from the record that others work with.</summary>
/// <remarks>Order 67, article 5, asks for it; the law on personal information asks for a consent of its own (articles 28–29), which is noted with its version and can be withdrawn: then this is deleted.</remarks>
public sealed class VolunteerIdentity : Aggregate
{
    /// <summary>版本: of the words to which the volunteer consents; a new version asks anew.</summary>
    public const int ConsentVersion = 1;

    /// <summary>Youngest age at which somebody is on the register, in years.</summary>
    public const int YoungestAge = 14;

    private VolunteerIdentity() { }

    /// <summary>Whose.</summary>
    public VolunteerId VolunteerId { get; private set; }

    /// <summary>证件种类.</summary>
    public IdentityKind Kind { get; private set; }

    /// <summary>证件号码, under encryption.</summary>
    public SealedText Number { get; private set; }

    /// <summary>Index of kind and number: one document, one volunteer.</summary>
    public BlindIndex NumberIndex { get; private set; }

    /// <summary>出生日期.</summary>
    public DateOnly BirthDate { get; private set; }

    /// <summary>When the volunteer consented, or staff noted that he did.</summary>
    public DateTimeOffset ConsentedAt { get; private set; }

    /// <summary>Version of the words consented to.</summary>
    public int Consent { get; private set; }

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("volunteer", VolunteerId.Value);

    /// <summary>登记证件: notes the document; a document noted before is replaced.</summary>
    /// <param name="volunteer">Whose.</param>
    /// <param name="document">The document, checked.</param>
    /// <param name="secret">Its number under encryption, and the index of kind and number.</param>
    /// <param name="birthDate">出生日期 as said; must agree with the number where that holds it.</param>
    /// <param name="consents">True when the volunteer consents.</param>
    /// <param name="at">Now.</param>
    /// <param name="today">Today, local.</param>
    public static Result<VolunteerIdentity> Note(Volunteer volunteer, IdentityDocument document, (SealedText Number, BlindIndex Index) secret, DateOnly? birthDate, bool consents, DateTimeOffset at, DateOnly today)
    {
        var identity = new VolunteerIdentity { VolunteerId = volunteer.Id, UnitId = volunteer.UnitId, UnitPath = volunteer.UnitPath };
        return identity.Replace(document, secret, birthDate, consents, at, today).Then(_ => identity);
    }

    /// <summary>更换证件: another document, or the same one corrected.</summary>
    public Result<Done> Replace(IdentityDocument document, (SealedText Number, BlindIndex Index) secret, DateOnly? birthDate, bool consents, DateTimeOffset at, DateOnly today)
    {
        var refusals = new List<Refusal>();
        if (!consents) refusals.Add(new Refusal("volunteers.identity.consent").At("consent"));
        if ((document.BirthDate ?? birthDate) is not { } born) refusals.Add(new Refusal("volunteers.identity.birth-date-missing").At("birthDate"));
        else if (document.BirthDate is { } numbered && birthDate is { } said && numbered != said) refusals.Add(new Refusal("volunteers.identity.birth-date-differs").At("birthDate"));
        else if (born.AddYears(YoungestAge) > today) refusals.Add(new Refusal("volunteers.identity.too-young", ("youngest", YoungestAge)).At("birthDate"));
        else if (born.Year < 1900) refusals.Add(new Refusal("volunteers.identity.birth-date").At("birthDate"));
        if (refusals.Count > 0) return refusals;
        (Kind, Number, NumberIndex, BirthDate) = (document.Kind, secret.Number, secret.Index, document.BirthDate ?? birthDate!.Value);
        (ConsentedAt, Consent) = (at, ConsentVersion);
        Record("volunteers.identity.noted", ("kind", Kind), ("consent", ConsentVersion));
        return Done.It;
    }

    /// <summary>撤回同意: notes that the document is forgotten; what it was is deleted with it.</summary>
    public void Forget() => Record("volunteers.identity.forgotten");
}
