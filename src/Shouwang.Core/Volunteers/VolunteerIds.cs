namespace Shouwang.Volunteers;

/// <summary>志愿者标识: id of a volunteer.</summary>
public readonly record struct VolunteerId(Guid Value) : IId<VolunteerId>
{
    /// <inheritdoc/>
    public static VolunteerId From(Guid value) => new(value);
}

/// <summary>队伍标识: id of a team.</summary>
public readonly record struct TeamId(Guid Value) : IId<TeamId>
{
    /// <inheritdoc/>
    public static TeamId From(Guid value) => new(value);
}

/// <summary>占用标识: id of a booking.</summary>
public readonly record struct BookingId(Guid Value) : IId<BookingId>
{
    /// <inheritdoc/>
    public static BookingId From(Guid value) => new(value);
}

/// <summary>服务记录标识: id of a service record.</summary>
public readonly record struct ServiceRecordId(Guid Value) : IId<ServiceRecordId>
{
    /// <inheritdoc/>
    public static ServiceRecordId From(Guid value) => new(value);
}
