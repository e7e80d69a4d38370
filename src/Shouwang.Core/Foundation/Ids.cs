namespace Shouwang.Foundation;

/// <summary>标识: a typed id; two kinds of id cannot be mixed up.</summary>
/// <typeparam name="TSelf">The id type itself.</typeparam>
public interface IId<TSelf> where TSelf : struct, IId<TSelf>
{
    /// <summary>The bare value, time-ordered (UUID version 7).</summary>
    Guid Value { get; }

    /// <summary>The typed id for a bare value.</summary>
    static abstract TSelf From(Guid value);
}

/// <summary>单位标识: id of a unit of the network.</summary>
public readonly record struct UnitId(Guid Value) : IId<UnitId>
{
    /// <inheritdoc/>
    public static UnitId From(Guid value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>标识源: makes new ids from a clock and a source of chance, so that a drill with a seed is the same each time.</summary>
public sealed class IdSource(TimeProvider clock, Func<Guid> random)
{
    /// <summary>A new id of the wanted kind.</summary>
    public TId New<TId>() where TId : struct, IId<TId> => TId.From(NewGuid());

    /// <summary>A new bare id: UUID version 7, ordered by the clock's millisecond.</summary>
    public Guid NewGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        random().TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = clock.GetUtcNow().ToUnixTimeMilliseconds();
        for (var i = 0; i < 6; i++) bytes[i] = (byte)((milliseconds >> (8 * (5 - i))) & 0xFF);
        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }
}
