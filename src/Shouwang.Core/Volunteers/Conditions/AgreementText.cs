namespace Shouwang.Volunteers;

/// <summary>协议文本标识: id of a text of an agreement.</summary>
public readonly record struct AgreementTextId(Guid Value) : IId<AgreementTextId>
{
    /// <inheritdoc/>
    public static AgreementTextId From(Guid value) => new(value);
}

/// <summary>志愿服务协议文本: the words of one kind of agreement, as a unit and all below it use them. A new edition replaces the one before; signatures stay with the edition signed.</summary>
public sealed class AgreementText : Aggregate
{
    /// <summary>Shortest text, in characters: less cannot say who owes what to whom.</summary>
    public const int Shortest = 20;

    /// <summary>Longest text, in characters.</summary>
    public const int Longest = 8_000;

    private AgreementText() { }

    /// <summary>The id.</summary>
    public AgreementTextId Id { get; private set; }

    /// <summary>种类.</summary>
    public AgreementKind Kind { get; private set; }

    /// <summary>第几版: from 1, per unit and kind.</summary>
    public int Edition { get; private set; }

    /// <summary>正文.</summary>
    public string Text { get; private set; } = "";

    /// <summary>发布时间.</summary>
    public DateTimeOffset PublishedAt { get; private set; }

    /// <summary>失效时间: when the next edition came, or it was taken back; null while it is in force.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("agreement-text", Id.Value);

    /// <summary>发布: a first or further edition.</summary>
    public static Result<AgreementText> Publish(AgreementTextId id, IInUnit unit, AgreementKind kind, string? text, int editionBefore, DateTimeOffset at)
    {
        if (text?.Trim() is not { Length: >= Shortest and <= Longest } words) return new Refusal("volunteers.agreement.text", ("least", Shortest), ("most", Longest)).At("text");
        var agreement = new AgreementText { Id = id, UnitId = unit.UnitId, UnitPath = unit.UnitPath, Kind = kind, Edition = editionBefore + 1, Text = words, PublishedAt = at };
        agreement.Record("volunteers.agreement.published", ("kind", kind), ("edition", agreement.Edition));
        return agreement;
    }

    /// <summary>停用: the next edition holds from now on, or none.</summary>
    public Result<Done> End(DateTimeOffset at)
    {
        if (EndedAt is not null) return new Refusal("volunteers.agreement.ended");
        EndedAt = at;
        Record("volunteers.agreement.ended", ("kind", Kind), ("edition", Edition));
        return Done.It;
    }
}

/// <summary>签约: one volunteer has agreed to one edition of a text. Nobody signs an edition twice (database key).</summary>
public sealed class AgreementSignature : Aggregate
{
    private AgreementSignature() { }

    /// <summary>Which edition.</summary>
    public AgreementTextId TextId { get; private set; }

    /// <summary>Who.</summary>
    public VolunteerId VolunteerId { get; private set; }

    /// <summary>签约时间.</summary>
    public DateTimeOffset SignedAt { get; private set; }

    /// <summary>方式: by himself on his page, or on paper, which staff note.</summary>
    public ConsentMeans Means { get; private set; }

    /// <inheritdoc/>
    protected override (string Subject, Guid Id) Subject => ("volunteer", VolunteerId.Value);

    /// <summary>签: agrees to the edition in force.</summary>
    public static Result<AgreementSignature> Sign(AgreementText text, Volunteer volunteer, ConsentMeans means, DateTimeOffset at)
    {
        if (text.EndedAt is not null) return new Refusal("volunteers.agreement.ended");
        if (means is not (ConsentMeans.Online or ConsentMeans.Paper)) return new Refusal("volunteers.agreement.means").At("means");
        var signature = new AgreementSignature { UnitId = volunteer.UnitId, UnitPath = volunteer.UnitPath, TextId = text.Id, VolunteerId = volunteer.Id, SignedAt = at, Means = means };
        signature.Record("volunteers.agreement.signed", ("kind", text.Kind), ("edition", text.Edition), ("means", means));
        return signature;
    }
}
