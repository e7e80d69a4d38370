namespace Shouwang.Harness;

/// <summary>The two databases the product stands on.</summary>
public enum Engine
{
    Sqlite,
    Postgres,
}
