using System.Globalization;

namespace Shouwang.Demo;

/// <summary>People for the demo: names put together by chance, phone numbers from one narrow range. Nobody here exists.</summary>
static class MadeUpPeople
{
    private const string Surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";
    private const string WomenGiven = "秀英兰芳敏静丽娟艳红梅玲桂霞燕萍洁琳雪慧莉颖倩婷佳欣怡雯琴蓉岚菊";
    private const string MenGiven = "伟强磊军勇杰涛明超刚平辉鹏飞波斌宇浩凯健俊帆志国建文华德海山林峰立";

    /// <summary>A name and whether it was put together as a woman's.</summary>
    public static (string Name, bool Woman) Name(Random chance)
    {
        var woman = chance.NextDouble() < 0.58;
        var given = woman ? WomenGiven : MenGiven;
        var name = Pick(Surnames, chance).ToString() + Pick(given, chance);
        return (chance.NextDouble() < 0.7 ? name + Pick(given, chance) : name, woman);
    }

    /// <summary>The phone number of the n-th volunteer: 1610 and seven digits; the n-th resident has 1611. No carrier gives out 161: nobody is called by mistake.</summary>
    public static string VolunteerPhone(int n) => "1610" + n.ToString("0000000", CultureInfo.InvariantCulture);

    public static string ResidentPhone(int n) => "1611" + n.ToString("0000000", CultureInfo.InvariantCulture);

    /// <summary>Chance for ids that is the same for the same seed.</summary>
    public static Func<Guid> Chance(int seed)
    {
        var (random, gate) = (new Random(seed), new Lock());
        return () =>
        {
            var bytes = new byte[16];
            lock (gate) random.NextBytes(bytes);
            return new Guid(bytes);
        };
    }

    /// <summary>Takes one by weight.</summary>
    public static T Weighted<T>(IReadOnlyList<(T Value, int Weight)> choices, Random chance)
    {
        var mark = chance.Next(choices.Sum(choice => choice.Weight));
        foreach (var (value, weight) in choices)
        {
            mark -= weight;
            if (mark < 0) return value;
        }
        return choices[^1].Value;
    }

    private static char Pick(string letters, Random chance) => letters[chance.Next(letters.Length)];
}
