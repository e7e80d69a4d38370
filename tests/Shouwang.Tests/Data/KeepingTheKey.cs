using System.Runtime.Versioning;

namespace Shouwang.Data;

[UnsupportedOSPlatform("windows")]
public sealed class KeepingTheKey : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("shouwang-key-");

    private string File => Path.Combine(folder.FullName, "keys", "master.key");

    [Fact]
    public void A_new_house_makes_a_key_only_its_owner_reads()
    {
        KeyRing.OpenOrCreate(File, hasData: false);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public void The_same_file_is_the_same_key() =>
        Assert.Equal(KeyRing.OpenOrCreate(File, hasData: false).Derive("x"), KeyRing.OpenOrCreate(File, hasData: true).Derive("x"));

    [Fact]
    public void A_file_that_others_may_read_is_closed_to_them()
    {
        KeyRing.OpenOrCreate(File, hasData: false);
        System.IO.File.SetUnixFileMode(File, (UnixFileMode)0b110_100_100);
        KeyRing.OpenOrCreate(File, hasData: true);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public void Data_without_their_key_do_not_start_and_no_new_key_is_made()
    {
        Assert.Throws<SetupException>(() => KeyRing.OpenOrCreate(File, hasData: true));
        Assert.False(System.IO.File.Exists(File));
    }

    [DatabaseTheory]
    public async Task A_database_knows_whether_somebody_worked_in_it(Engine engine)
    {
        await using var empty = await TestDatabase.Empty(engine);
        Assert.False(empty.Storage.HasData());
        await using var fresh = await TestDatabase.Migrated(engine);
        Assert.False(fresh.Storage.HasData());
        await using var house = await TestHouse.On(engine);
        Assert.True(house.Storage.HasData());
    }

    public void Dispose() => folder.Delete(recursive: true);
}
