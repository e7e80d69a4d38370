using System.Net;
using System.Net.Mail;
using System.Text;

namespace Shouwang.Broadcast;

/// <summary>Where outgoing mail is handed over: <c>smtp://user:password@host:port?from=…&amp;tls=never</c>.</summary>
/// <param name="Host">Mail server.</param>
/// <param name="Port">Port; 587 unless given.</param>
/// <param name="User">Log-in name, or null.</param>
/// <param name="Password">Password, or null.</param>
/// <param name="From">Sender's address.</param>
/// <param name="StartTls">Whether the connection is encrypted by STARTTLS; off only by <c>tls=never</c>.</param>
public sealed record MailServer(string Host, int Port, string? User, string? Password, string From, bool StartTls)
{
    /// <summary>Reads the setting; a wrong one stops the start rather than the first mail.</summary>
    public static MailServer? Parse(string? setting)
    {
        if (string.IsNullOrWhiteSpace(setting)) return null;
        if (!Uri.TryCreate(setting, UriKind.Absolute, out var uri) || uri.Scheme != "smtp" || uri.Host.Length == 0)
            throw new SetupException("SHOUWANG_SMTP reads smtp://user:password@host:port?from=sender@example.org");
        var login = uri.UserInfo.Split(':', 2);
        var query = System.Web.HttpUtility.ParseQueryString(uri.Query);
        return new MailServer(uri.Host, uri.Port > 0 ? uri.Port : 587,
            login[0].Length == 0 ? null : Uri.UnescapeDataString(login[0]), login.Length < 2 ? null : Uri.UnescapeDataString(login[1]),
            query["from"] ?? "shouwang@" + uri.Host, query["tls"] != "never");
    }

    /// <summary>Never shows the password.</summary>
    public override string ToString() => $"{Host}:{Port}";
}

/// <summary>Hands one mail over to the mail server.</summary>
public sealed class MailChannel(MailServer server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Null when the server has taken the mail over; else why not.</summary>
    public async Task<MailFailure?> Send(DeliveryId id, string to, string subject, string body, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            using var mail = Compose(id, to, subject, body);
            using var client = new SmtpClient(server.Host, server.Port) { EnableSsl = server.StartTls };
            if (server.User is not null) client.Credentials = new NetworkCredential(server.User, server.Password);
            await client.SendMailAsync(mail, patience.Token);
            return null;
        }
        catch (FormatException) { return new MailFailure("mail.address", Final: true); }
        catch (SmtpException refused) { return Why(refused); }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested) { return new MailFailure("mail.timeout", Final: false); }
    }

    // The id comes from the delivery: a mail that is sent again after a crash is recognised as the same one.
    private MailMessage Compose(DeliveryId id, string to, string subject, string body)
    {
        var mail = new MailMessage(server.From, to) { SubjectEncoding = Encoding.UTF8, BodyEncoding = Encoding.UTF8 };
        (mail.Subject, mail.Body) = (subject.ReplaceLineEndings(" "), body);
        mail.Headers["Message-ID"] = $"<{id.Value:N}@{new MailAddress(server.From).Host}>";
        mail.Headers["Auto-Submitted"] = "auto-generated";
        return mail;
    }

    // 5xx about this mail or this address is final; everything else (4xx, no connection, no log-in) may be better later.
    private static MailFailure Why(SmtpException refused)
    {
        var code = (int)refused.StatusCode;
        return code switch
        {
            < 0 => new MailFailure("mail.no-connection", Final: false),
            550 or 551 or 552 or 553 or 554 when refused is SmtpFailedRecipientException => new MailFailure($"smtp.{code}", Final: true),
            _ => new MailFailure($"smtp.{code}", Final: false),
        };
    }
}

/// <summary>Why a mail did not go out.</summary>
/// <param name="Code">Code without personal data.</param>
/// <param name="Final">True when trying again is useless.</param>
public sealed record MailFailure(string Code, bool Final);
