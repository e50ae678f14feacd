/* lookup NAME: the first IPv4 address that the C library finds, as any program would ask; linked with musl. */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <sys/socket.h>

int main(int count, char **words) {
  struct addrinfo wanted = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM}, *found;
  int error = count == 2 ? getaddrinfo(words[1], NULL, &wanted, &found) : EAI_NONAME;
  if (error) {
    fprintf(stderr, "lookup: %s\n", gai_strerror(error));
    return 1;
  }
  for (; found; found = found->ai_next) {
    char text[INET6_ADDRSTRLEN];
    void *address = found->ai_family == AF_INET ? (void *)&((struct sockaddr_in *)found->ai_addr)->sin_addr
                                                : (void *)&((struct sockaddr_in6 *)found->ai_addr)->sin6_addr;
    puts(inet_ntop(found->ai_family, address, text, sizeof text));
  }
  return 0;
}
