using System.Text;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Shouwang.Data;

/// <summary>What holds for every table: ids, times, enums, names, versions.</summary>
static class Conventions
{
    internal static void Configure(ModelConfigurationBuilder conventions, bool sqlite)
    {
        foreach (var id in IdTypes) conventions.Properties(id).HaveConversion(typeof(IdConverter<>).MakeGenericType(id));
        conventions.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        conventions.Properties<SealedText>().HaveConversion<SealedTextConverter>();
        conventions.Properties<BlindIndex>().HaveConversion<BlindIndexConverter>();
        // SQLite has no type for instants and cannot compare its text form; whole milliseconds can be compared and indexed.
        if (sqlite) conventions.Properties<DateTimeOffset>().HaveConversion<MillisecondsConverter>();
        else conventions.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
    }

    internal static void Apply(ModelBuilder model, bool sqlite)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            if (entity.IsMappedToJson()) continue;
            entity.SetTableName(SnakeCase(entity.GetTableName() ?? entity.ClrType.Name));
            foreach (var property in entity.GetProperties()) property.SetColumnName(SnakeCase(property.GetColumnName()));
            foreach (var key in entity.GetKeys()) key.SetName(SnakeCase(key.GetName()!));
            foreach (var foreign in entity.GetForeignKeys()) foreign.SetConstraintName(SnakeCase(foreign.GetConstraintName()!));
            foreach (var index in entity.GetIndexes()) index.SetDatabaseName(SnakeCase(index.GetDatabaseName()!));
            if (typeof(Aggregate).IsAssignableFrom(entity.ClrType)) entity.FindProperty(nameof(Aggregate.Version))!.IsConcurrencyToken = true;
            if (!sqlite && entity.FindProperty(nameof(IInUnit.UnitPath)) is { } path) path.SetCollation("C");
        }
    }

    internal static string SnakeCase(string name)
    {
        var snake = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && name[i - 1] != '_' && !char.IsUpper(name[i - 1])) snake.Append('_');
            snake.Append(char.ToLowerInvariant(name[i]));
        }
        return snake.ToString();
    }

    private static readonly Type[] IdTypes =
    [
        .. typeof(UnitId).Assembly.GetTypes().Where(type => type.IsValueType
            && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>))),
    ];
}

sealed class IdConverter<TId>() : ValueConverter<TId, Guid>(id => id.Value, value => Make(value)) where TId : struct, IId<TId>
{
    private static TId Make(Guid value) => TId.From(value);
}

sealed class SealedTextConverter() : ValueConverter<SealedText, string>(text => text.Cipher, cipher => new SealedText(cipher));

sealed class BlindIndexConverter() : ValueConverter<BlindIndex, string>(index => index.Hash, hash => new BlindIndex(hash));

sealed class MillisecondsConverter() : ValueConverter<DateTimeOffset, long>(
    at => at.ToUnixTimeMilliseconds(), milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));

sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(at => at.ToUniversalTime(), at => at.ToUniversalTime());
